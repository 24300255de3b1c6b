#!/usr/bin/env python3
"""Commands and milliseconds of each action with each kind of card, as a table: what is in the card layer, since the cards of
the rig answer at once. Within isolated.sh; CARD_RIG_DRIVER, CARD_RIG_KEYS and CARD_RIG_PROBE as the tests have them."""

from card_test import KINDS
from probe import Probe
from rig import PLAIN_NAME, Rig

ACTIONS = ("list", "sign", "signTen", "changePin")


def main():
    rig = Rig.from_environment()
    print(f"| card | {' | '.join(ACTIONS)} |\n|---{'|---' * len(ACTIONS)}|")
    for kind in KINDS:
        rig.plain.put_in(kind.profile)
        probe = Probe()
        probe.wait_for(lambda told: told["readers"].get(PLAIN_NAME, {}).get("state") == "known", 0, 10)
        told = probe.order("bench", PLAIN_NAME, kind.pin, kind.new_pin)
        cells = [told[action].get("failure", {}).get("code") or
                 "{commands} commands, {milliseconds:.1f} ms".format(**told[action]) for action in ACTIONS]
        print(f"| {kind.profile} | {' | '.join(cells)} |")
        probe.end()
    rig.stop()


if __name__ == "__main__":
    main()
