import re


def target(title, limit=80):
    return re.sub(r"\W+", "-", title.lower())[:limit]
