"""A working copy becomes the clean copy that goes before the Standing Committee."""
