"""Put the cursor into a function, right-click, and choose "Document This Function"."""


def shorten(text, limit):
    if len(text) <= limit:
        return text
    return text[: limit - 1] + "…"


def group_by_length(words):
    groups = {}
    for word in words:
        groups.setdefault(len(word), []).append(word)
    return groups


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def withdraw(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        if amount > self.balance:
            raise ValueError("not enough money")
        self.balance -= amount
        return self.balance
