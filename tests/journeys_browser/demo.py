"""How is the demo started and ended as a newcomer does it: one command, one address, Ctrl-C?"""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_END_SECONDS = 30
_ADDRESS = re.compile(r"http://\S+")


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """The address of a running `baton demo`, which must end by itself, and in peace, when it is interrupted."""
    command = [str(Path(sys.executable).with_name("baton")), "demo", "--no-open", "--port", "0"]
    with (
        (folder / "demo.err").open("w+") as told,
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=told, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            found = _ADDRESS.search(process.stdout.readline())
            assert found, (folder / "demo.err").read_text()
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
    assert process.returncode in {0, 130}, (folder / "demo.err").read_text()
