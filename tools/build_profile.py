"""Build data/fonts/srgb.icc, the small sRGB profile that every sheet names as its colour space. Run by a developer, once.

Needs Pillow with its colour management; the profile is computed by lcms and carries no one's copyright.

    python tools/build_profile.py data/fonts/srgb.icc
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import ImageCms


def main() -> None:
    """Write the profile."""
    Path(sys.argv[1]).write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


if __name__ == "__main__":
    main()
