"""Files that people edit: a good one is read, and every mistake is told with its own line."""

from datetime import date
from pathlib import Path

import pytest
from knowledge_folder import FAQ, PROVIDER, changed, line, make

from vardlots.errors import KnowledgeError
from vardlots.knowledge import BadFile, Finding, read_knowledge
from vardlots.knowledge.interval import Interval
from vardlots.knowledge.source import read_source


def findings(folder: Path) -> list[Finding]:
    with pytest.raises(BadFile) as caught:
        read_knowledge(folder)
    return list(caught.value.findings)


def only(folder: Path) -> Finding:
    (found,) = findings(folder)
    return found


def test_a_good_file_is_read(tmp_path):
    knowledge = read_knowledge(make(tmp_path))
    assert list(knowledge.entries) == ["fees", "download-app"]
    assert [entry.id for entry in knowledge.intents["faq_app_download"]] == ["download-app"]
    assert knowledge.provider.name == "Tallkliniken"
    assert knowledge.out_of_scope.all() == ("vad blir det för väder", "who won the match")
    assert knowledge.offers("fees") == ("quote_fee",)
    assert [f"/{offer}" for offer in knowledge.offers("fees")] == ["/quote_fee"]
    fees = knowledge.entries["fees"]
    assert fees.source == ("the clinic's own price list",)
    assert fees.review_due == date(2027, 5, 22)


def test_an_answer_is_filled_in_and_split_into_paragraphs(tmp_path):
    knowledge = read_knowledge(make(tmp_path))
    assert knowledge.answer("fees", "sv") == (
        "Högst 200 kr. Det är det mesta som du betalar för ett besök.",
        "Skriv till hej@tall.example om du undrar.",
    )
    assert knowledge.question("fees", "en") == "What does it cost?"
    (link,) = knowledge.links("fees", "sv")
    assert (link.title, link.url) == ("Appen", "https://tall.example/app")


def test_an_answer_in_one_language_serves_both(tmp_path):
    faq = changed("      en: We send a link to your phone.\n", "")
    knowledge = read_knowledge(make(tmp_path, faq))
    assert knowledge.answer("download-app", "en") == ("Vi skickar en länk till din mobil.",)


def test_an_unknown_entry_is_a_key_error(tmp_path):
    with pytest.raises(KeyError):
        read_knowledge(make(tmp_path)).answer("nothing", "sv")


def test_the_version_follows_every_file_that_a_text_needs(tmp_path):
    first = read_knowledge(make(tmp_path)).version
    assert read_knowledge(make(tmp_path)).version == first
    assert read_knowledge(make(tmp_path, fees="ceiling: {amount: 250}\n")).version != first
    assert read_knowledge(make(tmp_path, provider=PROVIDER + "fax: none\n")).version != first
    assert read_knowledge(make(tmp_path, unrelated="a: 1\n")).version == first


def test_a_clinic_may_do_without_out_of_scope_questions(tmp_path):
    assert read_knowledge(make(tmp_path, out_of_scope=None)).out_of_scope.all() == ()


def test_a_clinic_may_do_without_follow_ups_and_without_a_list_of_ordinary_words(tmp_path):
    knowledge = read_knowledge(make(tmp_path, follow_ups=None))
    assert (knowledge.follow_ups, knowledge.ordinary) == ((), ())


def test_follow_ups_and_ordinary_words_are_read(tmp_path):
    words = "ordinary:\n  sv: [och för]\n  en: [and for]\nsv: [läkare]\n"
    knowledge = read_knowledge(make(tmp_path, language=words))
    assert knowledge.ordinary == ("och för", "and for")
    assert [(row.after, row.leads_to) for row in knowledge.follow_ups] == [
        ("fees", "fees"), ("download-app", "fees"), ("fees", None)
    ]  # fmt: skip
    assert knowledge.follow_ups[0].get("en") == ("and for kids",)


def test_a_list_of_words_that_cannot_be_read_keeps_no_answer_back(tmp_path):
    assert read_knowledge(make(tmp_path, language="ordinary: [")).ordinary == ()


# what is broken, with what, the rule that tells it, a part of the line it must point to, and what the text must say
BROKEN = [
    ("topic: faq_fees", "topic: fees", "not-a-topic", "topic: fees", "'fees'"),
    ("id: download-app", "id: Download App", "not-an-id", "id: Download App", "'borrow-bankid'"),
    ("    owner: finance", "    ownr: finance\n    owner: finance", "unknown-field", "ownr", "did you mean 'owner'"),
    ("owner: finance", "owner: the boss", "unknown-choice", "owner: the boss", "'patient-support'"),
    ("    owner: finance\n", "", "missing-field", "id: fees", "add the line `owner"),
    ("offer: [quote_fee]", "offer: [quote_fees]", "unknown-offer", "quote_fees", "did you mean 'quote_fee'"),
    ("review_every: 6 months", "review_every: often", "not-an-interval", "review_every: often", "'6 months'"),
    ("review_every: 6 months", "review_every: 0 months", "not-an-interval", "0 months", "'0 months'"),
    ("valid_from: 2026-11-01", "valid_from: soon", "not-a-date", "valid_from: soon", "2026-11-22, without quotes"),
    ("valid_from: 2026-11-01", "valid_from: 2026-13-01", "unreadable-value", "2026-13-01", "month must be in 1..12"),
    ("- pris läkare", "- no", "not-a-text", "- no", "`also_asked.sv, item 3` is 'no'"),
    ("- pris läkare", "- 1177", "not-a-text", "- 1177", "put quotes around it"),
    ("- pris läkare", "-", "empty", "        -\n", "also_asked.sv, item 3"),
    ("- pris läkare", "- ''", "empty", "- ''", "write something"),
    ('url: "{provider.pages.app}"', "url: {provider.pages.app}", "not-a-text", "url: {prov", "put quotes around it"),
    ('url: "{provider.pages.app}"', "url: www.tall.example", "not-an-address", "url: www", "https://"),
    ("sv: [hur mycket pengar går åt]", "sv: hur dyrt", "not-a-list", "sv: hur dyrt", "each after '- '"),
    ("source: the clinic's own price list", "source: []", "empty", "source: []", "`source` is empty"),
    ("title: {sv: Appen, en: The app}", "title: Appen", "not-fields", "title: Appen", "one field a line"),
    ("title: {sv: Appen, en: The app}", "title: {}", "no-text", "title: {}", "sv: and en:"),
    ("title: {sv: Appen, en: The app}", "title: {fr: App}", "unknown-field", "fr: App", "`links.title.fr`"),
    ("    owner: finance", "    owner: nurses\n    owner: finance", "duplicate-key", "owner: finance", "stands twice"),
    ("    owner: finance", "    {a: b}: c\n    owner: finance", "unquoted-braces", "{a: b}: c", "put quotes"),
    ("id: download-app", "id: fees", "duplicate-id", "  - id: fees\n    topic: faq_app", "choose another id"),
    ("ladda hem,", "Kostar  det NÅT?,", "duplicate-phrasing", "Kostar  det", "phrasing of fees, on line 11"),
    ("{provider.email.support} if", "{provider.email.suport} if", "unknown-value", "suport", "mean 'support'"),
    ("{provider.email.support} if", "{provider.email} if", "unknown-value", "{provider.email} if", "support, account"),
    ("{provider.email.support} if", "{provider.name.first} if", "unknown-value", "name.first", "write {provider.name}"),
    ("{provider.email.support} if", "{provider.open} if", "unknown-value", "{provider.open}", "True"),
    ("{provider.email.support} if", "{ages.log_in.age} if", "unknown-value", "ages.log", "kb/ages.yaml does not exist"),
    ("{provider.email.support} if", "{../fees.a} if", "unknown-value", "{../fees.a}", "does not exist"),
    ("{provider.email.support} if", "name} if", "unknown-value", "      en: |\n        No", "a brace stands alone"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "part", "said"), BROKEN)
def test_a_mistake_is_told_with_its_rule_its_line_and_what_to_do(tmp_path, old, new, rule, part, said):
    faq = changed(old, new)
    found = only(make(tmp_path, faq))
    assert found.rule == rule
    assert found.line == faq[: faq.index(part)].count("\n") + 1
    assert found.file == "kb/faq.yaml"
    assert said in str(found)
    assert str(found).startswith(f"kb/faq.yaml:{found.line}:")
    assert found.sv
    assert found.level == "error"


PAGES = PROVIDER.splitlines()[4]


@pytest.mark.parametrize("page", ["{sv: /om, en: /en/about}", "{en: https://tall.example/om}"])
def test_a_page_may_have_an_address_a_language(tmp_path, page):
    pages = f'pages: {{app: "https://tall.example/app", accessibility: {page}}}'
    knowledge = read_knowledge(make(tmp_path, provider=PROVIDER.replace(PAGES, pages)))
    assert knowledge.provider.pages.accessibility.in_language("en")


@pytest.mark.parametrize(
    ("page", "rule", "said"),
    [
        ("{sv: www.tall.example, en: /om}", "not-valid", "`pages.accessibility.sv` is 'www.tall.example'"),
        ("{sv: 'javascript:alert(1)'}", "not-valid", "begin it with https://"),
        ("{sv: //evil.example}", "not-valid", "no page's address"),
        ("{sv: '/a b'}", "not-valid", "no page's address"),
        ("/om", "not-fields", "`pages.accessibility` is '/om'"),
        ("{}", "no-text", "write sv: and en: under it"),
        ("{sv: /om, de: /de}", "unknown-field", "de"),
        ("{sv: 7}", "not-a-text", "put quotes around it"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(tmp_path, page, rule, said):
    provider = PROVIDER.replace(PAGES, f'pages:\n  app: "https://tall.example/app"\n  accessibility: {page}')
    found = only(make(tmp_path, provider=provider))
    assert (found.file, found.rule, found.line) == ("kb/provider.yaml", rule, 7)
    assert said in str(found)
    assert found.sv


def test_any_other_page_is_still_a_text(tmp_path):
    found = only(make(tmp_path, provider=PROVIDER.replace(PAGES, "pages: {app: 7}")))
    assert (found.rule, "`pages.app`" in str(found)) == ("not-a-text", True)


def test_a_mistake_names_its_entry(tmp_path):
    assert only(make(tmp_path, changed("topic: faq_app_download", "topic: app"))).entry == "download-app"


def test_all_mistakes_of_all_files_are_told_at_once_in_the_order_of_lines(tmp_path):
    faq = changed("topic: faq_fees", "topic: fees")
    faq = changed("owner: finance", "owner: nobody", faq)
    faq = changed("id: download-app", "id: fees", faq)
    faq = changed("{fees.ceiling.amount} kr", "{fees.floor} kr", faq)
    found = findings(make(tmp_path, faq, provider=PROVIDER.replace("name:", "nam:")))
    assert [each.rule for each in found] == [
        "not-a-topic", "unknown-value", "unknown-choice", "duplicate-id", "missing-field",
    ]  # fmt: skip
    assert [each.file for each in found] == ["kb/faq.yaml"] * 4 + ["kb/provider.yaml"]


def test_the_error_is_a_knowledge_error_with_everything_in_its_text(tmp_path):
    folder = make(tmp_path, changed("owner: finance", "owner: nobody"))
    with pytest.raises(KnowledgeError, match=r"kb/faq.yaml:\d+: fees: `owner` is 'nobody'") as caught:
        read_knowledge(folder)
    assert "To do: choose one of these" in str(caught.value)
    assert "På svenska: 'nobody' finns inte att välja" in str(caught.value)


@pytest.mark.parametrize("broken", ["  sv: a: b", "\tsv: a", "  sv: 'never closed", "  - [", "  @at", "  sv: *gone"])
def test_broken_yaml_is_told_by_file_and_line(tmp_path, broken):
    found = only(make(tmp_path, f"entries:\n  - id: fees\n{broken}\n"))
    assert found.rule == "not-yaml"
    assert 2 <= found.line <= 4
    assert "quotes" in found.fix


def test_a_control_character_is_not_yaml(tmp_path):
    assert only(make(tmp_path, "entries: \x07\n")).rule == "not-yaml"


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "entries:\n", "entries: []\n", "- just\n- a list\n", "hello\n"]
)
def test_a_file_without_entries_is_told(tmp_path, text):
    assert only(make(tmp_path, text)).rule in ("empty", "not-fields")


def test_an_alias_is_told_where_it_stands(tmp_path):
    faq = changed("owner: finance", "owner: &who finance")
    faq = changed("owner: patient-support", "owner: *who", faq)
    found = findings(make(tmp_path, faq))
    assert [(each.rule, each.line) for each in found] == [("alias", line(faq, "*who"))]


def test_a_file_that_refers_to_itself_is_told(tmp_path):
    assert only(make(tmp_path, provider=PROVIDER + "loop: &a [*a]\n", faq=FAQ)).rule == "alias"


def test_a_missing_file_is_told(tmp_path):
    folder = make(tmp_path)
    (folder / "faq.yaml").unlink()
    assert only(folder).rule == "missing-file"


def test_a_file_in_another_encoding_is_told_by_line(tmp_path):
    folder = make(tmp_path)
    (folder / "faq.yaml").write_bytes(FAQ.encode("latin-1"))
    found = only(folder)
    assert (found.rule, found.line) == ("not-utf-8", line(FAQ, "vad är avgiften"))


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path):
    folder = make(tmp_path)
    (folder / "faq.yaml").write_bytes(FAQ.replace("\n", "\r\n").encode("utf-8-sig"))
    assert len(read_knowledge(folder).answer("fees", "sv")) == 2


def test_a_broken_file_of_values_is_told_once_as_itself(tmp_path):
    found = only(make(tmp_path, fees="ceiling: {amount: 200\n"))
    assert (found.file, found.rule) == ("kb/fees.yaml", "not-yaml")
    assert only(make(tmp_path, fees="ceiling: {amount: 200}\nceiling: {amount: 1}\n")).rule == "duplicate-key"


def test_the_provider_needs_its_support_address(tmp_path):
    found = only(make(tmp_path, provider=PROVIDER.replace("  support: hej@tall.example\n", ""), faq=changed_email()))
    assert (found.file, found.line, found.rule) == ("kb/provider.yaml", 2, "missing-field")


def changed_email() -> str:
    return FAQ.replace("{provider.email.support}", "oss")


def test_a_source_knows_its_lines(tmp_path):
    path = make(tmp_path) / "faq.yaml"
    source = read_source(path)
    assert source.line("entries", 1, "id") == line(FAQ, "id: download-app")
    assert source.line("entries", 0, "also_asked", "sv", 2) == line(FAQ, "- pris läkare")
    assert source.line("entries", 0, "nothing", "here") == line(FAQ, "id: fees")
    assert source.line_of("som du betalar", "entries", 0, "answer", "sv") == line(FAQ, "som du betalar")
    assert source.line_of("not there", "entries", 1, "id") == line(FAQ, "id: download-app")
    assert source.at("entries", 5, "id") is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("6 months", date(2026, 8, 31), date(2027, 2, 28)),
        ("1 year", date(2024, 2, 29), date(2025, 2, 28)),
        ("13 months", date(2026, 12, 1), date(2028, 1, 1)),
        ("2 weeks", date(2026, 12, 24), date(2027, 1, 7)),
        ("1 day", date(2026, 2, 28), date(2026, 3, 1)),
    ],
)
def test_an_interval_ends_on_a_day_that_exists(text, start, end):
    assert Interval.parse(text).after(start) == end
