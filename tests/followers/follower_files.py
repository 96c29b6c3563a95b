"""Small files of every format the loader reads: bytes, and what must come out.  Invented, like everything here."""

import json
from collections.abc import Callable
from typing import Any

MIB_HEADER = (
    "id,name,screen_name,statuses_count,followers_count,friends_count,favourites_count,listed_count,created_at,url,lang,"
    "time_zone,location,default_profile,default_profile_image,geo_enabled,profile_image_url,protected,verified,description,"
    "updated,dataset"
)
MIB_ROWS = [
    '101,"Nives, detta ""Nì"" 🏃",nives1,24,4,588,16,0,Thu Sep 08 13:20:34 +0000 2011,,it,,,1,,1,http://pic/a,,,"Corro\n'
    'e cammino.",2015-02-14 10:54:49,TWT',
    "102,Tullio,tullio,1000,90,200,3,1,2011-09-08 13:20:34,http://x,it,,Borgo Malvento,1,1,,http://pic/a,,,,2015-02-14,E13",
    "103,Ombretta,ombra22,30,9223372036854775809,1,,0,Thu Sep 08 13:20:34 +0000 2011,NULL,it,,,1,,1,http://pic/b,1,,i am a bot,"
    "2015-02-14,FSF",
]
TWIBOT = [
    {
        "ID": "1",
        "profile": {
            "name": "Kamal ", "screen_name": "kamal9 ", "location": " ", "description": "None ", "url": "None ",
            "protected": "False ", "followers_count": "10 ", "friends_count": "20 ", "listed_count": "0 ",
            "created_at": "Tue Nov 18 10:27:25 +0000 2008 ", "favourites_count": "5 ", "verified": "False ",
            "statuses_count": "7 ", "default_profile_image": "True ", "profile_image_url": "http://pic ",
        },
        "tweet": ["ciao #corsa @nives http://t.co/a\n", "RT @nives: via!"],
        "neighbor": None,
        "domain": ["Sports"],
        "label": "0",
    },
    {
        "ID": "2",
        "profile": {"followers_count": "3 ", "friends_count": "900 ", "created_at": "Tue Nov 18 10:27:25 +0000 2008 "},
        "tweet": None,
        "neighbor": None,
        "domain": ["Sports"],
    },
]  # fmt: skip
KAGGLE_HEADER = (
    "profile pic,nums/length username,fullname words,nums/length fullname,name==username,description length,external URL,"
    "private,#posts,#followers,#follows,fake"
)
INSTAFAKE = [
    {
        "userFollowerCount": 25, "userFollowingCount": 1937, "userBiographyLength": 0, "userMediaCount": 0,
        "userHasProfilPic": 1, "userIsPrivate": 1, "usernameDigitCount": 0, "usernameLength": 10, "isFake": 1,
    },
    {
        "userFollowerCount": 324, "userFollowingCount": 122, "userBiographyLength": 30, "userMediaCount": 9,
        "userHasProfilPic": 1, "userIsPrivate": 0, "usernameDigitCount": 2, "usernameLength": 8, "isFake": 0,
    },
]  # fmt: skip


def follow(name: str, stamp: int) -> dict[str, Any]:
    entry = {"href": f"https://www.example.com/{name}", "value": name, "timestamp": stamp}
    return {"title": "", "media_list_data": [], "string_list_data": [entry]}


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def as_lines(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


CODES = [{"follower": {"accountId": str(code), "userLink": f"https://example.com/{code}"}} for code in (7, 8, 9)]
FILES: dict[str, tuple[str, bytes, int]] = {  # format: file name, content, accounts
    "mib": ("users.csv", as_lines(MIB_HEADER, *MIB_ROWS), 3),
    "cresci2017": (
        "fake.csv",
        as_lines(
            MIB_HEADER.replace(",updated,dataset", ",timestamp,crawled_at,updated,test_set_1"),
            "5,Ginevra,gin,10,20,30,1,0,1283276131000L,,it,,,1,,1,http://pic/c,,,ciao,2010-08-31 18:28:51,2015-05-01 12:57:19,"
            "2016-03-15,1",
            "6,Nives,niv,11,21,31,1,0,Tue Aug 31 18:28:51 +0000 2010,,it,,,1,,1,http://pic/d,,,,2010-08-31,2015-05-02,2016-03-15,0",
        ),
        2,
    ),
    "kaggle_instagram": (
        "train.csv",
        as_lines(KAGGLE_HEADER, "1,0.27,2,0,0,53,0,0,32,1000,955,0", "0,0.5,0,0,1,0,0,1,0,0,300,1"),
        2,
    ),
    "twibot20": ("test.json", as_json(TWIBOT), 2),
    "instafake": ("fake.json", as_json(INSTAFAKE), 2),
    "instagram_export": ("followers_1.json", as_json([follow("anna", 1_700_000_000), follow("b12", 1_700_000_100)]), 2),
    "x_archive": ("follower.js", b"window.YTD.follower.part0 = " + as_json(CODES), 3),
    "csv": ("mio.csv", as_lines("id;Seguaci;Following;Created at", "1;1.234;12;2013-04-12", "2;50;;2013-04-13"), 2),
}
Changer = Callable[[bytes], bytes]
