"""A veil over hints and messages, so that they are not read by accident.  It hides from the eye, nothing more."""

import base64
import zlib


def veil(text: str) -> str:
    """Testo leggibile → testo velato."""
    return base64.b85encode(zlib.compress(text.encode(), 9)).decode()


def unveil(veiled: str) -> str:
    """Testo velato → testo leggibile."""
    return zlib.decompress(base64.b85decode(veiled)).decode()
