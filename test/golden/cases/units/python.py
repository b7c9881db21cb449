"""Module documentation is nobody's."""
import functools


@functools.cache
@app.route("/x")
async def fetch(url: str, *args, timeout: float = 1.0, **options) -> bytes:
    """Fetch it.

    Args:
        url: where
    """

    def inner(a, b=2, /, *, c):
        r'''Raw \d doc'''
        return a

    async with open_it(url) as stream:
        yield stream


class Account(Base):
    """Class documentation is the class's."""

    rate = lambda self, years: self.base * years

    @property
    def balance(self): return self._balance

    @balance.setter
    def balance(self, value):
        # why
        """After a comment."""
        self._balance = value

    def close(self) -> None: "one line"; self.open = False

    def later(self):
        raise NotImplementedError("later")


def generic[T](x: T) -> T:
    return x
