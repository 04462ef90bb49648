"""Builds the weekly usage report: a workbook and a page."""
