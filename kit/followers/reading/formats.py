"""Which columns each public format has, what they mean, and what the format cannot say.  Constants only.

Formats: MIB (Cresci 2015), Cresci 2017, TwiBot-20, two Instagram sets, the exports a person can ask of their own account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Format:
    """Un formato: da quali suoi campi viene ogni colonna canonica.

    Attributes
    ----------
    counts, dates, shares : mapping
        Colonna canonica → campo.
    flags : mapping
        Colonna canonica → campo con sì o no.
    reversed_flags : mapping
        Colonna canonica → campo che dice il contrario.
    texts : mapping
        Colonna canonica → campo di testo: conta se è compilato.
    lengths : mapping
        Colonna canonica → campo che è già una lunghezza.
    missing_is_false : frozenset
        Colonne canoniche per cui il campo vuoto vuol dire «no» (o, al contrario, «sì»).
    account, username, fullname, bio, picture : str
        Campi con il codice, il nome utente, il nome, la presentazione e l'indirizzo dell'immagine.
    label, group : str
        Campi con l'etichetta, tenuti a parte.
    reference : str
        Giorno in cui i conti furono letti, se si sa.
    read_on : str
        Campo con il giorno di lettura.
    origin : str
        Campo che dice se i conti sono inventati.
    leaks : tuple of str
        Campi che tradiscono l'etichetta, mai letti.
    silent : str
        Che cosa il formato non può dire.
    """

    counts: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    reversed_flags: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    lengths: Mapping[str, str] = field(default_factory=dict)
    missing_is_false: frozenset[str] = frozenset()
    account: str = ""
    username: str = ""
    fullname: str = ""
    bio: str = ""
    picture: str = ""
    label: str = ""
    group: str = ""
    reference: str = ""
    read_on: str = ""
    origin: str = ""
    leaks: tuple[str, ...] = ()
    silent: str = ""


TWITTER_COUNTS = {
    "follower": "followers_count",
    "seguiti": "friends_count",
    "messaggi": "statuses_count",
    "preferiti": "favourites_count",
    "liste": "listed_count",
}
NO_TIMELINE = "Messaggi e relazioni non ci sono: le regole e le caratteristiche di classe B e C non sono valutabili."

MIB = Format(
    counts=TWITTER_COUNTS,
    dates={"creato": "created_at"},
    flags={"protetto": "protected", "verificato": "verified"},
    reversed_flags={"immagine": "default_profile_image"},
    texts={"nome": "name", "bio": "description", "url": "url", "indirizzo": "location"},
    missing_is_false=frozenset({"immagine", "protetto", "verificato"}),
    account="id",
    username="screen_name",
    fullname="name",
    bio="description",
    picture="profile_image_url",
    group="dataset",
    reference="2013-05-01",
    leaks=("dataset", "lang", "updated"),
    silent=NO_TIMELINE,
)
CRESCI_2017 = Format(
    **{
        **vars(MIB),
        "reference": "",
        "read_on": "crawled_at",
        "leaks": ("dataset", "lang", "updated", "test_set_1", "test_set_2", "timestamp", "crawled_at"),
    }
)
TWIBOT_20 = Format(
    counts=TWITTER_COUNTS,
    dates={"creato": "created_at"},
    flags={"protetto": "protected", "verificato": "verified"},
    reversed_flags={"immagine": "default_profile_image"},
    texts={"nome": "name", "bio": "description", "url": "url", "indirizzo": "location"},
    account="ID",
    username="screen_name",
    fullname="name",
    bio="description",
    picture="profile_image_url",
    label="label",
    leaks=("domain", "label"),
    silent="Dei messaggi c'è il testo ma non il programma che li ha scritti; delle relazioni solo pochi codici.",
)
KAGGLE_INSTAGRAM = Format(
    counts={"follower": "#followers", "seguiti": "#follows", "messaggi": "#posts"},
    shares={"nome_cifre": "nums/length username"},
    flags={"immagine": "profile pic", "url": "external URL", "protetto": "private", "nome_uguale": "name==username"},
    lengths={"bio": "description length", "nome": "fullname words"},
    label="fake",
    leaks=("fake",),
    silent="Non ci sono date, luogo, liste, messaggi: niente età e niente raffiche.",
)
INSTAFAKE = Format(
    counts={"follower": "userFollowerCount", "seguiti": "userFollowingCount", "messaggi": "userMediaCount"},
    flags={"immagine": "userHasProfilPic", "protetto": "userIsPrivate"},
    lengths={"bio": "userBiographyLength"},
    label="isFake",
    leaks=("isFake",),
    silent="Non ci sono date, luogo, indirizzo web, liste, messaggi: niente età e niente raffiche.",
)
INSTAGRAM_EXPORT = Format(
    dates={"seguito_il": "timestamp"},
    account="value",
    username="value",
    silent=(
        "Ci sono soltanto nomi e date di arrivo: si vedono le raffiche di arrivi e la forma dei nomi. Nessuna regola di "
        "profilo è valutabile, e la quota di falsi non si può stimare."
    ),
)
X_ARCHIVE = Format(
    account="accountId",
    silent=(
        "Ci sono soltanto i codici dei follower, senza date e senza conteggi: si può solo dire quanti sono. Nessuna regola, "
        "nessuna raffica, nessuna quota di falsi. I profili vanno chiesti a parte alla piattaforma."
    ),
)

CSV_FORMATS = {"mib": MIB, "cresci2017": CRESCI_2017, "kaggle_instagram": KAGGLE_INSTAGRAM}
JSON_FORMATS = {
    "twibot20": TWIBOT_20,
    "instafake": INSTAFAKE,
    "instagram_export": INSTAGRAM_EXPORT,
    "x_archive": X_ARCHIVE,
}
GENERIC = "csv"
NAMES = ("auto", *CSV_FORMATS, *JSON_FORMATS, GENERIC)

# MIB's groups: people, or bought from vendors.
MIB_PEOPLE = frozenset({"E13", "TFP"})
MIB_FAKES = frozenset({"FSF", "INT", "TWT"})

# How other files call what we call by an Italian name; compared without case, spaces and signs.
SYNONYMS = {
    "follower": ("followers", "followerscount", "numfollowers", "seguaci", "nfollower", "followercount"),
    "seguiti": (
        "following",
        "followings",
        "friends",
        "friendscount",
        "followingcount",
        "follows",
        "seguite",
        "seguendo",
    ),
    "messaggi": ("posts", "tweets", "statuses", "statusescount", "mediacount", "post", "tweetcount", "postscount"),
    "preferiti": ("favourites", "favourites_count", "favouritescount", "likes", "likescount"),
    "liste": ("listed", "listedcount"),
    "creato": ("createdat", "created", "joined", "datacreazione", "creationdate", "creatoil"),
    "seguito_il": ("followedat", "followdate", "datafollow", "seguitoil", "seguitodal"),
    "immagine": ("hasimage", "profilepic", "haspicture"),
    "bio": ("hasbio",),
    "url": ("hasurl",),
    "indirizzo": ("haslocation", "hasaddress"),
    "account": ("id", "userid", "accountid", "username", "screenname", "nomeutente", "utente", "conto"),
    "falso": ("fake", "isfake", "bot", "isbot", "label", "etichetta"),
    "gruppo": ("group", "vendor", "venditore"),
}
