"""A page of docs/ that people write, with a part between two marks that a command writes."""


def put(page: str, start: str, end: str, body: str) -> str:
    """Return a page with a text between its two marks, which are put at its end at first."""
    if start not in page:
        page = f"{page.rstrip()}\n\n{start}\n{end}\n"
    before, _, rest = page.partition(start)
    return f"{before}{start}\n\n{body}\n\n{end}{rest.partition(end)[2]}"
