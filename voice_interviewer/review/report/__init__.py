"""The review page: one HTML file to listen back with and compare, in any browser, offline.

Written for Chromium, Firefox and Safari; tested in Chromium.
"""
