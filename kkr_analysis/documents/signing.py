"""
A secretariat's own signature on a PDF, through pyHanko (the extra ``signatur``).

A signature is appended to the file and leaves every byte before it, so a signed enclosure still begins with
the file that was built. Any PDF reader shows it; only the certificate can say who holds the key.
"""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kkr_analysis.data.publishing import write_whole
from kkr_analysis.errors import BuildError, DataError
from kkr_analysis.files import read_bounded

logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # faults are reported once, in Danish

FIELD = "Underskrift"
LARGEST_KEY = 1_000_000
"""Bytes; a key with its certificates is a few thousand."""
MISSING = (
    "Underskrifter kræver pyHanko. Hent den med: pip install 'kkr-analysis[signatur]'. Intet er skrevet."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """
    One signature of a PDF: the name in the certificate, and the sha256 of the certificate itself.

    ``is_whole`` says that the signature covers every byte of the file, and that none has changed since.
    """

    signer: str
    certificate: str
    is_whole: bool


def sign(pdf: Path, target: Path, *, key: Path, passphrase: str) -> Signature:
    """
    Write a signed copy of a PDF.

    ``key`` is a PKCS #12 file (``.p12``, ``.pfx``) with key and certificate. Raises BuildError without
    pyHanko, UnreadableFileError for a key or PDF that cannot be read, DataError for a file that is not one.
    """
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
    except ImportError:
        raise BuildError(MISSING) from None
    content, key_content = read_bounded(pdf), read_bounded(key, LARGEST_KEY)
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(key_content, (), passphrase.encode())
    except Exception:  # ValueError, and AttributeError for a certificate without its key
        raise DataError(
            f"{key} kan ikke åbnes som en nøglefil (.p12) med den adgangskode. Filen skal have både nøgle og "
            "certifikat. Ret det, og prøv igen."
        ) from None
    try:
        written = signers.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)),
            signers.PdfSignatureMetadata(field_name=FIELD),
            signer=signer,
        ).getvalue()
    except Exception:  # pyHanko has no common base class for the errors of a broken PDF
        raise DataError(
            f"{pdf} kan ikke underskrives: det er ikke et bilag som PDF, eller det er gjort."
        ) from None
    signature = signature_in(written)
    if signature is None or not signature.is_whole:
        raise DataError(f"{pdf} kunne ikke underskrives, så underskriften holder. Intet er skrevet.")
    write_whole(target, written)
    return signature


def signature_in(content: bytes) -> Signature | None:
    """Return the signature of a PDF; None where there is none, or where pyHanko is missing."""
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.status import SignatureCoverageLevel
        from pyhanko_certvalidator import ValidationContext
    except ImportError:
        return None
    embedded = PdfFileReader(io.BytesIO(content)).embedded_signatures
    if not embedded:
        return None
    last = embedded[-1]
    certificate: Any = last.signer_cert
    # Nothing is fetched and no certificate is trusted: the caller must know whose it is.
    status = validate_pdf_signature(last, ValidationContext(trust_roots=[certificate], allow_fetching=False))
    covers_all = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Signature(
        signer=certificate.subject.human_friendly,
        certificate=hashlib.sha256(certificate.dump()).hexdigest(),
        is_whole=bool(status.intact and status.valid and covers_all),
    )
