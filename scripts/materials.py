"""The bill of materials (SBOM) of a release, in CycloneDX: every file shipped, and all that is installed with it."""

import email
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from scripts.shipped import Part

_TYPES = {"weights": ComponentType.MACHINE_LEARNING_MODEL}


@dataclass(frozen=True)
class Installed:
    """A package that pip installs together with ours."""

    name: str
    version: str
    licence: str
    """As its own metadata states it; empty if they do not."""


def installed_from(metadata: str) -> Installed:
    """A package by the text of its METADATA file."""
    headers = email.message_from_string(metadata)
    stated = headers.get("License-Expression") or headers.get("License") or ""
    by_classifiers = [each for each in headers.get_all("Classifier", []) if each.startswith("License ::")]
    # Some put the whole text of a licence there.
    licence = (
        stated
        if stated and "\n" not in stated
        else "; ".join(each.split(" :: ")[-1] for each in by_classifiers)
    )
    return Installed(headers["Name"], headers["Version"], licence)


def bill(
    ours: Installed,
    parts: Iterable[Part],
    with_it: Iterable[Installed],
    when: datetime,
    checksums: Mapping[str, str],
) -> str:
    """The bill as JSON text; the same for the same release.

    Args:
        ours: The package itself.
        parts: All files in its wheel.
        with_it: The packages that it needs, and those that they need.
        when: The moment of the release.
        checksums: Of the archives, by their names, in SHA-256.
    """
    root = Component(
        name=ours.name,
        version=ours.version,
        type=ComponentType.APPLICATION,
        bom_ref=ours.name,
        licenses=[LicenseExpression(ours.licence)],
        components=[_part(part) for part in parts],
        properties=[Property(name=f"sha256:{name}", value=digest) for name, digest in checksums.items()],
    )
    needed = [_package(package) for package in with_it]
    bom = Bom(
        components=needed, serial_number=uuid.uuid5(uuid.NAMESPACE_OID, repr(sorted(checksums.items())))
    )
    bom.metadata.component = root
    bom.metadata.timestamp = when
    bom.register_dependency(root, needed)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def faults(text: str) -> str:
    """What the schema of CycloneDX has against a bill; an empty text if nothing."""
    return str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) or "")


def _part(part: Part) -> Component:
    return Component(
        name=part.path,
        type=_TYPES.get(part.kind, ComponentType.FILE),
        bom_ref=part.path,
        description=" ".join(part.notice.split()) or None,
        licenses=[LicenseExpression(part.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=part.sha256)],
        properties=[Property(name="kind", value=part.kind)],
    )


def _package(package: Installed) -> Component:
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        scope=ComponentScope.REQUIRED,
        bom_ref=f"{package.name}=={package.version}",
        purl=PackageURL("pypi", name=package.name, version=package.version),
        licenses=[DisjunctiveLicense(name=package.licence)] if package.licence else [],
    )
