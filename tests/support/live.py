"""The real product in a process of its own, as ``make run`` starts it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError

from webapp.config import PROJECT

# Making the demonstration's data takes most of it.
PATIENCE = 240.0


def free_port() -> int:
    """Return a port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LiveServer:
    """One running server with an instance folder of its own."""

    def __init__(
        self, instance: Path, environment: Mapping[str, str] | None = None, command: str = "run"
    ) -> None:
        self.instance = instance
        self._command = command
        self.port = free_port()
        self._environment = dict(environment or {})
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = instance / "server-output.txt"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> LiveServer:
        """Start the server and wait until it is ready."""
        self.instance.mkdir(parents=True, exist_ok=True)
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "SURVEYS", "COMMUNE", "HTTPS", "DEMO", "HOST")
        }
        environment |= {"INSTANCE": str(self.instance), "PORT": str(self.port)}
        environment |= self._environment
        command = [sys.executable, "-m", "webapp", self._command]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        self._wait()
        return self

    def stop(self) -> None:
        """Stop as a person would, with a signal the server can answer."""
        if self._process:
            self._process.terminate()
            self._process.wait(20)

    def kill(self) -> None:
        """Stop as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait(20)

    def printed(self) -> str:
        """Return what the server has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def first_sign_in(self) -> str:
        """Return the administrator's one-time address the server printed."""
        found = re.findall(rf"{re.escape(self.url)}(/can-bo/\S+)", self.printed())
        assert found, f"no one-time sign-in in:\n{self.printed()}"
        return str(found[-1])

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self._process is not None
            assert self._process.poll() is None, f"the server ended:\n{self.printed()}"
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"the server is not ready after {PATIENCE} s:\n{self.printed()}")
