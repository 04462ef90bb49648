"""Writes what the `packaging` library says of the cases on standard input (JSON) to standard output (JSON)."""

import json
import sys

from packaging.markers import Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version


def requirement(text):
    try:
        parsed = Requirement(text)
    except InvalidRequirement:
        return None
    return {
        "name": canonicalize_name(parsed.name),
        "extras": sorted({canonicalize_name(extra) for extra in parsed.extras}),
        "specifier": sorted({str(part) for part in parsed.specifier}),
        "url": parsed.url,
        "marker": parsed.marker is not None,
    }


def version(text):
    try:
        return str(Version(text))
    except InvalidVersion:
        return None


def order(a, b):
    a, b = Version(a), Version(b)
    return (a > b) - (a < b)


def specifier(text):
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


def contains(text, item):
    parsed = specifier(text)
    return None if parsed is None else parsed.contains(item, prereleases=True)


def unsatisfiable(text):
    parsed = specifier(text)
    return None if parsed is None else parsed.is_unsatisfiable()


def marker(text, environment):
    try:
        parsed = Marker(text)
    except Exception:
        return "invalid"
    try:
        return parsed.evaluate(environment)
    except (UndefinedComparison, UndefinedEnvironmentName, KeyError):
        return None


cases = json.load(sys.stdin)
json.dump(
    {
        "requirements": [requirement(text) for text in cases["requirements"]],
        "versions": [version(text) for text in cases["versions"]],
        "orders": [order(*pair) for pair in cases["orders"]],
        "contains": [contains(*pair) for pair in cases["contains"]],
        "unsatisfiable": [unsatisfiable(text) for text in cases["unsatisfiable"]],
        "markers": [marker(*pair) for pair in cases["markers"]],
    },
    sys.stdout,
)
