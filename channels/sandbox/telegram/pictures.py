"""The size of a picture, and whether it may be sent as a photo."""

from __future__ import annotations

from channels.sandbox.telegram.refusals import bad_request

PHOTO_BYTES = 10 * 1024 * 1024
SUM_OF_SIDES, RATIO = 10_000, 20
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
# SOF0 to SOF15 carry the size; C4, C8 and CC in between mean other things
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def check_photo(content: bytes) -> tuple[int, int]:
    """Measure a PNG or JPEG in pixels, width first.

    Raises:
        Refusal: It is too large, too long and thin, or no picture.
    """
    if len(content) > PHOTO_BYTES:
        raise bad_request("file is too big")
    width, height = _size(content)
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    long, short = max(width, height), min(width, height)
    if width + height > SUM_OF_SIDES or long > RATIO * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _size(content: bytes) -> tuple[int, int]:
    if content.startswith(PNG):
        width, height = content[16:20], content[20:24]
        return int.from_bytes(width), int.from_bytes(height)
    return _jpeg_size(content) if content.startswith(JPEG) else (0, 0)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - a marker
        if content[at + 1] in JPEG_FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return int.from_bytes(width), int.from_bytes(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0, 0
