"""What runs the encoder tells nobody."""

import subprocess
import sys

PROGRAM = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was used")
socket.socket.connect = socket.getaddrinfo = refuse
import firsthand.engines.network
from firsthand.engines.weights import load_encoder
assert len(load_encoder().see("Ann Lee said the bridge was shut.").pieces) == 8
told = sorted(name for name in sys.modules if "telemetry" in name)
assert not told, told
"""


def test_reading_reports_to_nobody():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_engines_own_tools_can_be_imported_afterwards():
    program = "import sys, firsthand.engines.network; assert 'openvino.tools.ovc' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
