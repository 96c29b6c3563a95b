"""What arrives instead of a notebook: told from its bytes and its name, each with a reason and a ready Italian reply.

Pure.
"""

import re
from pathlib import PurePosixPath

HOW = (
    "Nel corso apri il quaderno ricevuto, salva con Ctrl+S ed esegui in una cella:\n\n"
    "    from kit.exercises import hand_in\n    hand_in()\n\n"
    "Accanto al quaderno compare un file con la tua matricola e l'estensione .ipynb: consegna quello."
)
NOTEBOOK = (".ipynb", ".ipynb.txt", ".ipynb.json", ".json", ".ipynb.html.txt")
JUNK_NAMES = ("thumbs.db", "desktop.ini", "leggimi.html", "params.json", "progressi.json", "icon\r")
JUNK_FOLDERS = (
    *("__macosx", ".ipynb_checkpoints", ".venv", "venv", "node_modules", "__pycache__", ".git", ".idea", ".vscode"),
    *("site-packages", ".virtual_documents"),
)
COURSE_FOLDERS = ("kit", "solutions", "datasets", "tests", "prova")  # of somebody who sent the whole course

MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\xd0\xcf\x11\xe0", "office"),
)
ENDINGS = {
    "pdf": (".pdf",),
    "picture": (".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp", ".bmp", ".tif", ".tiff"),
    "archive": (".rar", ".7z", ".tar", ".gz", ".tgz", ".xz", ".bz2"),
    "office": (".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".pages", ".numbers"),
    "web": (".html", ".htm", ".mhtml"),
    "link": (".url", ".webloc", ".lnk", ".desktop", ".gdoc"),
    "python": (".py",),
    "video": (".mp4", ".mov", ".avi", ".mkv", ".webm"),
}
WORDS = {
    "pdf": ("è un PDF: mostra il quaderno, ma non lo contiene.", "Mi è arrivato un PDF, che non si può eseguire."),
    "picture": ("è un'immagine (forse una schermata).", "Mi è arrivata un'immagine del quaderno, non il quaderno."),
    "archive": (
        "è un archivio che non apro (solo .zip).",
        "Mi è arrivato un archivio in un formato che non posso aprire: manda il file .ipynb da solo, senza comprimerlo.",
    ),
    "office": ("è un documento di testo o un foglio di calcolo.", "Mi è arrivato un documento, non il quaderno."),
    "web": ("è una pagina web salvata.", "Mi è arrivata la pagina web del quaderno, non il quaderno."),
    "link": ("è solo un collegamento.", "Mi è arrivato un collegamento: chi valuta deve ricevere il file."),
    "colab": (
        "contiene un collegamento a Colab.",
        "Mi è arrivato un collegamento a Colab: da lì File → Scarica → Scarica .ipynb, e consegna quel file.",
    ),
    "python": ("è un programma .py, non il quaderno.", "Mi è arrivato un file .py: serve il quaderno .ipynb."),
    "video": ("è un video.", "Mi è arrivato un video, non il quaderno."),
    "empty": ("è vuoto (0 byte).", "Il file che ho ricevuto è vuoto: forse il caricamento si è interrotto."),
    "other": ("non è un quaderno.", "Il file che ho ricevuto non è un quaderno."),
    "nothing": ("non c'è nessun file.", "Nella tua consegna non c'è nessun file."),
    "locked": ("è uno zip con la password.", "Lo zip che ho ricevuto ha una password: mandalo senza."),
    "bomb": (
        "è uno zip che si gonfia oltre ogni misura.",
        "Lo zip che ho ricevuto non si può aprire: manda solo il quaderno.",
    ),
    "broken_zip": ("è uno zip rovinato.", "Lo zip che ho ricevuto è rovinato: forse il caricamento si è interrotto."),
    "link_on_disk": (
        "è un collegamento a un altro file del disco.",
        "Al posto del file c'è un collegamento: manda il file vero.",
    ),
    "too_many": ("è oltre il duecentomillesimo file: da qui in poi non ho guardato.", "Manda solo il quaderno."),
    "too_big": (
        "è troppo grande per essere un quaderno.",
        "Il file che ho ricevuto è troppo grande per essere il quaderno.",
    ),
}


def is_junk(path: PurePosixPath) -> bool:
    """Vero per ciò che i sistemi e il corso lasciano in giro: non è una consegna."""
    parts = [part.casefold() for part in path.parts]
    if any(part in JUNK_FOLDERS for part in parts[:-1]):
        return True
    if any(part in COURSE_FOLDERS for part in parts[:-1]):
        return True
    name = parts[-1]
    return name.startswith((".", "~$", "._")) or name in JUNK_NAMES or name.endswith(".checks.json")


def looks_like_notebook(name: str) -> bool:
    """Vero se il nome è di un quaderno, anche con ciò che ci aggiungono posta e sistemi («… (1) - Copia.ipynb.txt»)."""
    plain = name.casefold().strip()
    return plain.endswith(NOTEBOOK) or ".ipynb" in plain


def kind(name: str, start: bytes) -> str:
    """Che cosa è arrivato (una chiave di WORDS), dal nome e dai primi byte."""
    if not start.strip(b"\0 \r\n\t"):
        return "empty"
    for magic, found in MAGIC:
        if start.startswith(magic):
            return found
    if re.search(rb"https?://colab\.research\.google\.com", start):
        return "colab"
    ending = PurePosixPath(name.casefold()).suffix
    if ending == ".txt" and re.match(rb"\s*https?://\S+\s*$", start):
        return "link"
    return next((found for found, endings in ENDINGS.items() if ending in endings), "other")


def reason(found: str) -> str:
    """La frase per chi insegna."""
    return WORDS[found][0]


def reply(found: str, name: str = "") -> str:
    """La risposta pronta da mandare a chi ha consegnato."""
    hello = f"Ciao {name},\n" if name else "Ciao,\n"
    return f"{hello}{WORDS[found][1]}\n{HOW}"
