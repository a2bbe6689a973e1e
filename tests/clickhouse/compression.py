"""HTTP compression as clickhouse-connect asks for it: lz4 on what it sends, zstd or gzip on what it is answered."""

import gzip

import lz4.frame  # type: ignore[import-untyped]
import zstandard


def pack(body: bytes, accepted: str) -> tuple[bytes, str | None]:
    """The body in an encoding that the client accepts, and its name; None if it goes as it is."""
    names = {name.strip() for name in accepted.split(",")}
    if "zstd" in names:
        return zstandard.compress(body), "zstd"
    if "gzip" in names:
        return gzip.compress(body), "gzip"
    return body, None


def unpack(body: bytes, encoding: str | None) -> bytes:
    """The body without its Content-Encoding."""
    match encoding:
        case None | "" | "identity":
            return body
        case "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(body)
        case "lz4":
            unpacked: bytes = lz4.frame.decompress(body)
            return unpacked
        case "gzip":
            return gzip.decompress(body)
    raise ValueError(f"Content-Encoding {encoding} is not known here.")
