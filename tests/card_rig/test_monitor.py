"""The reader monitor against a real pcscd: each change is published within two seconds, and the last word is true."""

import time

import pcsc
from card_test import CHANGE_SECONDS, KZID, P15, PIV, CardTest, main
from probe import Probe
from rig import PAD_NAME, PLAIN_NAME, PLAIN_PORT, wait_until

KNOWN = {P15: "3b", KZID: "3b3e9500", PIV: "3b87"}


class Cards(CardTest):
    def setUp(self):
        super().setUp()
        for reader in (PAD_NAME, PLAIN_NAME):
            self.becomes("empty", 0, reader)

    def insert(self, profile, state="known"):
        self.plain.order("card", profile)
        since = self.now()
        self.plain.order("insert")
        return self.becomes(state, since)

    def remove(self):
        since = self.now()
        self.plain.order("remove")
        return self.becomes("empty", since)

    def test_known_cards(self):
        for kind, atr in KNOWN.items():
            with self.case(kind.profile):
                told = self.insert(kind.profile)
                self.assertEqual(told["driver"], kind.driver)
                self.assertEqual(told["atr"], self.plain.stat()["atr"])
                self.assertTrue(told["atr"].startswith(atr))
                told = self.remove()
                self.assertEqual((told["atr"], told["driver"]), ("", ""))

    def test_an_unknown_card(self):
        with self.case("unknown"):
            self.assertEqual(self.insert("unknown", "unknown")["driver"], "")
            self.remove()

    def test_a_mute_card(self):
        with self.case("mute"):
            self.insert("mute", "unreadable")
            self.remove()

    def test_two_readers(self):
        with self.case("two readers"):
            self.pad.order("card", "piv")
            since = self.now()
            self.pad.order("insert")
            self.insert("kzid")
            self.assertEqual(self.becomes("known", since, PAD_NAME)["driver"], "piv")
            self.remove()
            self.assertEqual(self.state_of(self.probe.latest(), PAD_NAME), "known")

    def test_swapped(self):
        with self.case("swapped within one look of pcscd"):
            before = self.insert("p15")
            since = self.now()
            self.plain.order("remove")
            self.plain.order("card", "piv")
            self.plain.order("insert")
            after = self.probe.wait_for(lambda told: told["readers"][PLAIN_NAME]["driver"] == "piv", since,
                                        CHANGE_SECONDS)["readers"][PLAIN_NAME]
            self.assertGreater(after["insertion"], before["insertion"])

    def test_put_in_and_out_quickly(self):
        with self.case("in and out"):
            self.plain.order("card", "piv")
            for _ in range(10):
                self.plain.order("insert")
                time.sleep(0.13)  # across the looks of pcscd, which come every 0.4 s
                self.plain.order("remove")
                time.sleep(0.07)
            since = self.now()
            self.plain.order("insert")
            self.assertEqual(self.becomes("known", since)["driver"], "piv")

    def test_pulled_while_it_is_looked_at(self):
        for when in ("before", "during", "after"):
            with self.case("pulled", when, "the first command of the monitor"):
                self.plain.order("card", "piv")
                self.plain.order("pull", when, 1)
                since = self.now()
                self.plain.order("insert")
                wait_until(lambda: not self.plain.stat()["inserted"], "the card is pulled")
                self.plain.wait_for(pcsc.EMPTY)
                self.becomes("empty", self.settled(since))

    def settled(self, since):
        """Nothing of the card is left: the moment when the reader was last told to be anything else."""
        others = [told for told, snapshot in self.probe.snapshots
                  if told >= since and self.state_of(snapshot, PLAIN_NAME) != "empty"]
        return max(others, default=0)

    def test_a_slow_card(self):
        with self.case("slow card"):
            self.plain.order("delay", 150)
            self.plain.order("card", "piv")
            since = self.now()
            self.plain.order("insert")
            self.becomes("reading", since)
            self.becomes("known", since, seconds=6)

    def test_reset_by_another_program(self):
        with self.case("reset by another program"):
            self.insert("piv")
            with pcsc.Program() as other:
                other.connect(PLAIN_NAME)
                other.reset()
            self.assert_all_verify(self.sign(PIV))
            self.assertEqual(self.state_of(self.probe.latest(), PLAIN_NAME), "known")

    def test_held_by_another_program(self):
        """pcscd wakes nobody when a card is taken for exclusive use: it shows when the monitor starts later."""
        with self.case("held by another program"):
            self.insert("piv")
            with pcsc.Program() as other:
                other.connect_alone(PLAIN_NAME)
                self.end_probe()
                self.probe = Probe()
                self.becomes("in-use", 0)
                since = self.now()
            self.becomes("known", since)


class Readers(CardTest):
    def tearDown(self):
        self.rig.service.plug_in(PLAIN_PORT)
        self.plain.wait_for(pcsc.PRESENT | pcsc.EMPTY)
        super().tearDown()

    def test_unplugged_and_plugged_in(self):
        self.plain.put_in("piv")
        self.becomes("known", 0)
        with self.case("reader unplugged"):
            since = self.now()
            self.rig.service.unplug(PLAIN_PORT)
            self.becomes(None, since)
            self.assertEqual(self.state_of(self.probe.latest(), PAD_NAME), "empty")
        with self.case("reader plugged in again, the card still in it"):
            since = self.now()
            self.rig.service.plug_in(PLAIN_PORT)
            self.becomes("known", since)


class Service(CardTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.start_again)

    def start_again(self):
        self.rig.service.start_if_dead()
        for emulator in (self.pad, self.plain):
            emulator.wait_for(pcsc.PRESENT | pcsc.EMPTY)

    def off(self, since):
        self.probe.wait_for(lambda told: told["service"] == "off" and not told["readers"], since, CHANGE_SECONDS)

    def test_dies_and_comes_back(self):
        for name, end in (("killed", self.rig.service.kill), ("stopped", self.rig.service.stop)):
            self.plain.put_in("piv")
            self.becomes("known", 0)
            with self.case("pcscd", name):
                since = self.now()
                end()
                self.off(since)
            with self.case("pcscd started after it was", name):
                self.rig.service.start()
                since = self.now()
                self.becomes("known", since, seconds=CHANGE_SECONDS + 1)  # the monitor looks for it once a second
                self.assertEqual(self.probe.latest()["service"], "running")

    def test_dies_twice_quickly(self):
        with self.case("pcscd killed twice"):
            self.becomes("empty", 0)
            self.rig.service.kill()
            self.rig.service.start()
            self.rig.service.kill()
            self.off(self.now() - 1)
            self.rig.service.start()
            self.becomes("empty", self.now(), seconds=CHANGE_SECONDS + 1)


if __name__ == "__main__":
    main()
