"""The cards that the rig has, by name."""

from .card import Card, only_t1
from .issued import CompanyPkcs15Card, PersonKzIdCard
from .kzid import KzIdCard, OldKzIdCard
from .pin import Pin
from .pkcs15 import LargePkcs15Card, Pkcs15Card, SpoiltPkcs15Card
from .piv import PivCard, PivCardEcFirst


class UnknownCard(Card):
    """A card that is not for signing: it knows no instruction."""

    atr = only_t1(b"TESTBUS")

    def __init__(self, _keys):
        self.pin = Pin("0000", 3)
        super().__init__()


class MuteCard(UnknownCard):
    """Upside down, or dead: it lies in the reader and does not answer to a reset."""

    atr = b""


PROFILES = {
    "p15": Pkcs15Card,
    "p15-large": LargePkcs15Card,
    "p15-spoilt": SpoiltPkcs15Card,
    "isoapplet": lambda keys: Pkcs15Card(keys, iso_applet=True),
    "kzid": KzIdCard,
    "kzid-old": OldKzIdCard,
    "kzid-person": PersonKzIdCard,
    "p15-company": CompanyPkcs15Card,
    "piv": PivCard,
    "piv-ec": PivCardEcFirst,
    "unknown": UnknownCard,
    "mute": MuteCard,
}
