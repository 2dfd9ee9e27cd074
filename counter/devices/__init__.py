"""Devices behind small faces: what a printer can do; the folder printer, printers and queues that speak IPP, a recording one."""
