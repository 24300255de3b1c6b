"""The window in which sites ask, and a person at it who has nothing but a keyboard."""

import subprocess
import time

from program import Atspi, has, shown_below, wait_until

MAIN = "Tanba$"
BUTTONS = (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON)
CAN_BE_PRESSED = (*BUTTONS, Atspi.Role.CHECK_BOX)


def windows_called(title):
    """Numbers of the windows on the screen whose title begins so."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}"], capture_output=True, text=True)
    return found.stdout.split()


class QuestionWindow:
    """@param say the program's words by their codes."""

    def __init__(self, program, say):
        self.program = program
        self.say = say
        self.title = say("portal.window")

    # what is seen

    def node(self):
        return self.program.window(self.title)

    def parts(self):
        return list(shown_below(self.node()))

    def is_there(self):
        return bool(windows_called(self.title))

    def wait(self):
        """Until it can be seen; its number."""
        return wait_until(lambda: windows_called(self.title), "the window of the question")[0]

    def wait_until_gone(self):
        wait_until(lambda: not self.is_there(), "the end of the window of the question")

    def wait_for(self, part):
        """Until one of its texts contains this; the text."""
        def said():
            return next((each.get_name() for each in self.parts() if part in each.get_name()), None)
        return wait_until(said, f"«{part}» in the window of the question")

    def field(self):
        """Where the secret is typed."""
        return next((each for each in self.parts() if each.get_role() == Atspi.Role.PASSWORD_TEXT), None)

    # what is done

    def press(self, name):
        """Presses a button as a screen reader does."""
        self.program.press(wait_until(lambda: next((each for each in self.parts()
                                                    if each.get_name() == name and each.get_role() in CAN_BE_PRESSED),
                                                   None),
                                      f"the button «{name}»"))

    def take_the_keyboard(self):
        """A click on the window: it takes the keyboard from nobody by itself. Its field is where the focus is then."""
        def field_has_focus():
            field = self.field()
            return field is not None and has(field, Atspi.StateType.FOCUSED)

        def there():
            if field_has_focus():
                return True
            # Qt takes no notice of a window that was hidden, came back and has the keyboard again within 400 ms.
            for title in (MAIN, self.title):
                for number in windows_called(title):
                    subprocess.run(["xdotool", "windowfocus", number], stderr=subprocess.DEVNULL, check=False)
            return field_has_focus()
        wait_until(there, "the focus in the window of the question")

    def agree(self, secret):
        """Types the secret, goes to the button and presses it; when that was."""
        self.take_the_keyboard()
        self.program.type(secret)

        def on_button():
            self.program.keys("Return")  # leads to the button as soon as it is awake, and does nothing there
            focused = self.program.focused()
            return focused is not None and focused.get_role() in BUTTONS
        wait_until(on_button, "the focus on the button that signs")
        pressed = time.monotonic()
        self.program.keys("space")
        return pressed
