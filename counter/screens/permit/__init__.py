"""A permit somebody holds: its page, its history, its ends, and the guide to the electronic one."""
