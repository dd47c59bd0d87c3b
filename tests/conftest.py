"""Compiled data of the tests stays out of the user's cache."""

import os
from pathlib import Path

os.environ["TRANSLIT_CACHE"] = str(Path(__file__).resolve().parent.parent / ".pytest_cache" / "translit")
