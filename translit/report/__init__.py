"""The same Result shown as words, diff or JSON."""
