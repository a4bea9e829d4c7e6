"""Files are opened in a child process: whatever one of them does to it, the others go on."""

from nghiquyet.sandbox.boundary import Sandbox
from nghiquyet.sandbox.messages import Opened, ReaderFault, Tables

__all__ = ["Opened", "ReaderFault", "Sandbox", "Tables"]
