"""What goes wrong on order: the card is slow, answers something else, or is pulled out."""

import time

BEFORE, DURING, AFTER = "before", "during", "after"


class Faults:
    def __init__(self):
        self.delay = 0.0      # seconds before each answer
        self.acts = {}        # number of the command -> what happens to the rest of the world while the card is at it
        self.answers = {}     # number of the command from now on -> bytes answered instead of carrying it out
        self.pull = None      # (when, number)
        self.count = 0

    def next_command(self):
        self.count += 1
        time.sleep(self.delay)
        self.acts.pop(self.count, lambda: None)()

    def scripted(self):
        return self.answers.pop(self.count, None)

    def pulled(self, when):
        """Whether the card leaves the reader at this moment. It happens once."""
        if self.pull != (when, self.count):
            return False
        self.pull = None
        return True

    def act_in(self, number, act):
        self.acts[self.count + number] = act

    def answer_in(self, number, raw):
        self.answers[self.count + number] = raw

    def pull_in(self, when, number):
        if when not in (BEFORE, DURING, AFTER):
            raise ValueError(when)
        self.pull = (when, self.count + number)
