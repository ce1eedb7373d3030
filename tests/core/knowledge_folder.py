"""A small knowledge base to break: two entries, everything right."""

import shutil
from pathlib import Path

from vardlots.settings import ROOT

PROVIDER = """\
name: Tallkliniken
email:
  support: hej@tall.example
  account: konto@tall.example
pages: {app: "https://tall.example/app"}
hours: {sv: vardagar, en: weekdays}
opened: 2026-11-01
open: true
"""

FEES = """\
ceiling: {amount: 200}
high_cost: {amount: 1400, year: 2024, share: 0.5}
"""

FAQ = """\
# yaml-language-server: $schema=schema/faq.json
entries:
  - id: fees
    topic: faq_fees
    question:
      sv: Vad kostar det?
      en: What does it cost?
    also_asked:
      sv:
        - vad är avgiften
        - kostar det nåt
        - pris läkare
        - hur dyrt blir det
        - era priser
        - måste jag betala
        - är vården gratis
        - patientavgift
      en:
        - how much is the fee
        - is it free
        - price list
        - do I have to pay
        - what will I be charged
        - cost of a doctor
        - patient charge
        - how expensive are you
    answer:
      sv: |
        Högst {fees.ceiling.amount} kr. Det är det mesta
        som du betalar för ett besök.

        Skriv till {provider.email.support} om du undrar.
      en: |
        No more than SEK {fees.ceiling.amount}. That is the most you pay for a visit.

        Write to {provider.email.support} if you wonder.
    links:
      - title: {sv: Appen, en: The app}
        url: "{provider.pages.app}"
    offer: [quote_fee]
    owner: finance
    reviewed: 2026-11-22
    review_every: 6 months
    valid_from: 2026-11-01
    source: the clinic's own price list
    must_match:
      sv: [hur mycket pengar går åt]
      en: [will this empty my wallet]
    must_not_match:
      - what does an ambulance cost
  - id: download-app
    topic: faq_app_download
    question:
      sv: Hur laddar jag ner appen?
      en: How do I get the app?
    also_asked:
      sv: [hämta appen, appen till mobilen, var finns appen, länk till appen, appstore, installera, ladda hem, få appen]
      en: [download, install the app, app link, where is the app, app store, get it on my phone, android, iphone app]
    answer:
      sv: Vi skickar en länk till din mobil.
      en: We send a link to your phone.
    owner: patient-support
    reviewed: 2026-11-22
    review_every: 1 year
    source: [the clinic's own site, a second source]
    must_match:
      sv: [jag vill ha er i telefonen]
      en: [put you on my mobile]
"""

OUT_OF_SCOPE = """\
reviewed: 2026-11-22
source: written by hand
questions:
  sv: [vad blir det för väder]
  en: [who won the match]
"""

FOLLOW_UPS = """\
# yaml-language-server: $schema=schema/follow_ups.json
reviewed: 2026-11-22
source: written by hand
follow_ups:
  - after: fees
    leads_to: fees
    sv: [och för barn]
    en: [and for kids]
  - after: download-app
    leads_to: fees
    sv: [tar ni betalt för den]
  - after: fees
    en: [and a pizza]
"""


def make(tmp_path: Path, faq: str = FAQ, **others: str | None) -> Path:
    """Write a knowledge base into a folder; `None` leaves a file out."""
    folder = tmp_path / "kb"
    folder.mkdir(exist_ok=True)
    files = {
        "provider": PROVIDER,
        "fees": FEES,
        "out_of_scope": OUT_OF_SCOPE,
        "follow_ups": FOLLOW_UPS,
        "faq": faq,
        **others,
    }
    for name, text in files.items():
        if text is not None:
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def whole(tmp_path: Path, faq: str = FAQ) -> Path:
    """Write the small knowledge base with the project's own tables, words and sentences around it."""
    folder = tmp_path / "kb"
    shutil.copytree(ROOT / "kb", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("schema"))
    tables = {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in ("fees", "ages")}
    return make(tmp_path, faq, **tables)


def changed(old: str, new: str, faq: str = FAQ) -> str:
    """Return the file with its one `old` replaced, so that a test says what it breaks."""
    assert faq.count(old) == 1, f"{old!r} stands {faq.count(old)} times in the sample"
    return faq.replace(old, new)


def line(text: str, part: str) -> int:
    """Return the number of the one line that holds a part."""
    (number,) = [number for number, row in enumerate(text.splitlines(), 1) if part in row]
    return number
