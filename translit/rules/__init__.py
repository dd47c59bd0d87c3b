"""Spelling habits as data: schemes and conventions, written forward and read backward."""
