"""The second front door: Matrix, as an application service of a homeserver.

`channel` takes transactions in, `rooms` answers what is in them, `client` speaks to the homeserver, `staff` is the
room where the clinic's people answer. `credentials.yml` names `MatrixInput`.
"""

from channels.matrix.channel import MatrixInput

__all__ = ["MatrixInput"]
