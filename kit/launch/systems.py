"""The systems the course promises, and what of a lock each of them needs.  Needs packaging; reads the lock only."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NOT_PROMISED = {("windows-arm", "3.11")}  # pyyaml and others have no wheel there


@dataclass(frozen=True)
class System:
    """Un tipo di computer: come si chiama per noi e per uv, che cosa dice di sé a Python, quali ruote accetta."""

    name: str
    label: str
    uv: str
    markers: dict[str, str]
    platforms: tuple[str, ...]


def _markers(platform_system: str, sys_platform: str, os_name: str, machine: str) -> dict[str, str]:
    names = {"platform_system": platform_system, "sys_platform": sys_platform, "os_name": os_name}
    return names | {"platform_machine": machine}


def _linux(name: str, label: str, machine: str) -> System:
    # glibc 2.28 is Debian 10 and Ubuntu 20.04: older than any machine that has Python 3.11 by itself.
    versions = [f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)]
    older = [f"manylinux{year}_{machine}" for year in ("2014", "2010", "1")]
    platforms = (*versions, *older, f"linux_{machine}")
    markers = _markers("Linux", "linux", "posix", machine)
    return System(name, label, f"{machine}-manylinux_2_28", markers, platforms)


def _mac(name: str, label: str, machine: str, uv: str) -> System:
    return System(
        name, label, uv, _markers("Darwin", "darwin", "posix", machine), tuple(mac_platforms((13, 0), machine))
    )


def _windows(name: str, label: str, machine: str, uv: str, platform: str) -> System:
    return System(name, label, uv, _markers("Windows", "win32", "nt", machine), (platform,))


SYSTEMS = {
    system.name: system
    for system in (
        _linux("linux", "Linux x64", "x86_64"),
        _linux("linux-arm", "Linux arm64", "aarch64"),
        _mac("mac", "macOS arm64", "arm64", "aarch64-apple-darwin"),
        _mac("mac-intel", "macOS Intel", "x86_64", "x86_64-apple-darwin"),
        _windows("windows", "Windows x64", "AMD64", "x86_64-pc-windows-msvc", "win_amd64"),
        _windows("windows-arm", "Windows arm64", "ARM64", "aarch64-pc-windows-msvc", "win_arm64"),
    )
}


def blocks(lock: Path) -> Iterator[tuple[str, str]]:
    """Divide il lock in pacchetti: (condizione, ``nome==versione --hash=… --hash=…``)."""
    for block in lock.read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        requirement, _, hashes = block.partition(" --hash=")
        name, _, marker = requirement.partition(";")
        if "==" in name:
            yield marker.strip(), f"{name.strip()} --hash={hashes}"


def wanted(lock: Path, system: System, python: str) -> dict[str, list[str]]:
    """Le righe del lock che servono a quel sistema, per ogni versione di Python che può capitare.

    Notes
    -----
    Si sa 3.11, non 3.11.4: dove la differenza conta gli elenchi sono due, e servono entrambi.
    """
    known = {**system.markers, "python_version": python, "implementation_name": "cpython"}
    known["platform_python_implementation"] = "CPython"
    lists: dict[str, list[str]] = {}
    for full in (f"{python}.99", f"{python}.0"):
        there = {**known, "python_full_version": full}
        rows = [row for marker, row in blocks(lock) if not marker or Marker(marker).evaluate(dict(there))]
        if rows not in lists.values():
            lists[full] = rows
    return lists


def tags(system: System, python: str) -> frozenset[Tag]:
    """Le etichette delle ruote che quel sistema accetta con quel Python."""
    major, minor = map(int, python.split("."))
    own = cpython_tags((major, minor), platforms=system.platforms)
    shared = compatible_tags((major, minor), interpreter=f"cp{major}{minor}", platforms=system.platforms)
    return frozenset(own) | frozenset(shared)
