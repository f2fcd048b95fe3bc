"""``python -m zsim`` is ``zsim``."""

from __future__ import annotations

import sys

from zsim.cli import main

if __name__ == "__main__":
    sys.exit(main())
