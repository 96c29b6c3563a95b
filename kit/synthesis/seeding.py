"""Seeds of variants: an HMAC of the course secret, so that nobody without it can foresee another's data.  Pure."""

from __future__ import annotations

import hashlib
import hmac
import json


def variant_seed(secret: bytes | str, lesson: str, edition: str, student: str, counter: int | str = 0) -> int:
    """Il seme di una variante.

    Parameters
    ----------
    secret : bytes o str
        Il segreto del corso.
    lesson, edition, student : str
        Lezione ("01"), edizione o appello, studente o gruppo.
    counter : int o str
        Tentativo (0, 1, …), o il nome di un flusso a parte.

    Returns
    -------
    int
        128 bit, senza segno.
    """
    key = secret.encode("utf-8") if isinstance(secret, str) else secret
    message = json.dumps([lesson, edition, student, counter], ensure_ascii=True).encode("ascii")
    return int.from_bytes(hmac.new(key, message, hashlib.sha256).digest()[:16], "big")
