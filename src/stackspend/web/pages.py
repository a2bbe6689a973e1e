"""The built web app: its assets, and `index.html` for every address that the app shows a page at.

The files are read once, at start: they are small, come with the package and never change while it runs. Only the
addresses of pages are claimed, so an unknown path under `/api` stays the JSON answer that programs expect.
"""

import gzip
import mimetypes
from collections.abc import Mapping
from pathlib import Path

import msgspec
from litestar import Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath

from stackspend.errors import NotFound
from stackspend.web.security_headers import PAGE_POLICY

STATIC = Path(__file__).with_name("static")
_INDEX = "index.html"
_NOT_BUILT = (
    "StackSpend runs, but its web app has not been built. Run `uv sync --reinstall-package stackspend` in a checkout, "
    "or install it with `pip install .`, without STACKSPEND_SKIP_UI_BUILD=1; then start it again. "
    "Telemetry is received and the API answers all the same.\n"
)

_PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": PAGE_POLICY,
}
# The names in assets/ carry a hash of their content; other files keep their name when they change.
_HASHED = {"Cache-Control": "public, max-age=31536000, immutable"}
_UNHASHED = {"Cache-Control": "no-cache"}


class File(msgspec.Struct, frozen=True):
    """One built file; `packed` is its gzip form, or `None` where packing gains nothing, as with fonts."""

    media_type: str
    content: bytes
    packed: bytes | None


Site = Mapping[str, File]


def read_site(static: Path) -> Site:
    """Every built file by its path under `static`; empty when the web app has not been built."""
    files = (path for path in static.rglob("*") if path.is_file())
    return {path.relative_to(static).as_posix(): _read_file(path) for path in files}


def pages_router(static: Path = STATIC) -> Router:
    """The pages and their assets. The one-time links under `/sign-in/` and everything under `/api` are not its own."""
    site = read_site(static)
    return Router(
        path="/",
        route_handlers=[show_page, send_asset, send_root_file],
        dependencies={"site": Provide(lambda: site, sync_to_thread=False)},
        include_in_schema=False,
    )


@get(["/", "/sign-in", "/set-up", "/accept-invitation", "/reset-password", "/dashboard", "/dashboard/{page:path}"])
async def show_page(request: Request[object, object, State], site: NamedDependency[Site]) -> Response[bytes]:
    """The app itself, which reads from the address what to show."""
    if _INDEX not in site:
        return Response(_NOT_BUILT.encode(), status_code=503, media_type="text/plain")
    return _send(request, site[_INDEX], _PAGE_HEADERS)


@get("/assets/{name:str}")
async def send_asset(
    request: Request[object, object, State], name: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
    """A script, a style or a font; browsers keep it for good."""
    return _send(request, _find(site, f"assets/{name}"), _HASHED)


@get(["/favicon.svg", "/color-scheme.js"])
async def send_root_file(request: Request[object, object, State], site: NamedDependency[Site]) -> Response[bytes]:
    """The few files whose address is fixed."""
    return _send(request, _find(site, request.url.path.removeprefix("/")), _UNHASHED)


def _find(site: Site, path: str) -> File:
    if path not in site:
        raise NotFound(f"There is no file {path}; reload the page, for the web app may have been updated.")
    return site[path]


def _send(request: Request[object, object, State], file: File, headers: Mapping[str, str]) -> Response[bytes]:
    answer = {**headers, "Vary": "Accept-Encoding"}
    if file.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(file.packed, media_type=file.media_type, headers={**answer, "Content-Encoding": "gzip"})
    return Response(file.content, media_type=file.media_type, headers=answer)


def _read_file(path: Path) -> File:
    content = path.read_bytes()
    packed = gzip.compress(content, mtime=0)
    return File(_media_type(path), content, packed if len(packed) < 0.9 * len(content) else None)


def _media_type(path: Path) -> str:
    # A machine's own table may call a script text/plain, which `nosniff` would make browsers refuse.
    known = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
    return known.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
