"""The conversations of the REST channel, the same tests, in Matrix rooms: the same is said there, word for word.

Left out is what is about the REST channel itself.
"""

from test_appointments import *  # noqa: F403
from test_contact import *  # noqa: F403
from test_fees_and_ages import *  # noqa: F403
from test_questions import *  # noqa: F403
from test_safety import *  # noqa: F403

del test_a_stock_client_gets_the_same_answer_as_plain_text  # noqa: F821
del test_the_first_reply_says_what_this_is_and_the_next_ones_do_not  # noqa: F821
