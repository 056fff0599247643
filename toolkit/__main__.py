"""`python -m toolkit` is the command `toolkit`."""

from __future__ import annotations

from toolkit.cli import main

raise SystemExit(main())
