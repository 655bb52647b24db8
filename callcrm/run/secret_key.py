import os
import secrets
from pathlib import Path

from callcrm.run.var_dir import make_private_folder


def read_or_make_secret_key(var_dir: Path) -> str:
    """The secret key of this installation, made once and kept in VAR_DIR (mode 0600).

    Two processes may start at the same moment: the first file linked into place wins.
    """
    path = var_dir / "secret_key"
    if not path.exists():
        make_private_folder(var_dir)
        draft = var_dir / f".secret_key.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            draft.unlink()
    return path.read_text().strip()
