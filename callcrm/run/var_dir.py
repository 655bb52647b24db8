import os
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Make a folder of VAR_DIR, or VAR_DIR itself: it holds secrets and people's voices.

    Nobody else may look in. Root lets others pass through: PostgreSQL runs as another user.
    """
    folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
