"""The first minutes with the program: a person finds the key, opens it, and says whose it is."""

from program import wait_until


def open_first_key(program, say, name, password):
    """From Home of a first start: the key of this file name is found and opened. @param say the program's words by their codes."""
    program.focus_is_on(say("keys.search"))
    program.keys("space")
    wait_until(lambda: program.focused().get_name().startswith(name), "the focus on the key that was found")
    program.keys("Return")
    program.focus_is_on(say("key.password"))
    program.type(password)
    program.keys("Return")


def say_it_is_mine(program, say, owner):
    program.wait_for(owner)
    program.press(program.node(say("owner.yes")))
