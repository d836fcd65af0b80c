"""HTML that authors wrote: what of it is published, and what in a finished page may run.

filtered()     an author's HTML with what the allow-list has, and nothing else
is_tangled()   whether HTML nests so wildly that a parser would take minutes over it
unpublished()  what of a Markdown body the filter would take away, each with its offset
active()       everything in a finished page that runs and may not be there
"""

from sopbook.markup.allowed import DIAGRAM
from sopbook.markup.filter import filtered
from sopbook.markup.scan import active
from sopbook.markup.tangle import is_tangled
from sopbook.markup.written import Loss, unpublished

__all__ = ["DIAGRAM", "Loss", "active", "filtered", "is_tangled", "unpublished"]
