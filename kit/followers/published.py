"""The published figures that ours are printed beside.  Constants only.

Cresci, Di Pietro, Petrocchi, Spognardi, Tesconi, «Fame for sale: efficient detection of fake Twitter followers», Decision
Support Systems 80 (2015), arXiv 1509.04098: accounts of 2013.  Where a row is known to be misprinted it is not here.
"""

from __future__ import annotations

SOURCE = "Cresci e altri, Fame for sale, 2015 (conti del 2013)"
OURS = "qui, dati sintetici"

# Confusion matrix of Camisani-Calzolari's rules (bot = positive), without the 163 neutral accounts.
CONFUSION = {"tp": 111, "fp": 3, "fn": 1687, "tn": 1936}
CONFUSION_FIGURES = {"accuratezza": 0.548, "precisione": 0.974, "richiamo": 0.062, "f": 0.116, "mcc": 0.175}

# Table 8, single rules: accuracy and Matthews' correlation.
RULES = {
    "cc2": (0.496, -0.06),
    "cc3": (0.419, -0.187),
    "cc4": (0.621, 0.306),
    "cc5": (0.881, 0.768),
    "cc6": (0.755, 0.566),
    "cc7": (0.865, 0.735),
    "cc9": (0.665, 0.417),
    "cc19": (0.721, 0.531),
    "sb1": (0.581, 0.296),
    "sb6": (0.521, 0.146),
    "sb7": (0.496, -0.06),
    "sb8": (0.559, 0.231),
    "vdb2": (0.541, 0.205),
}

# 10-fold: accuracy, Matthews' correlation, area under the ROC curve, by model and cost class.
CLASSIFIERS = {
    ("forest", "A"): (0.987, 0.967, 0.995),
    ("logistic", "A"): (0.971, 0.942, 0.987),
    ("forest", "C"): (0.994, 0.987, 0.999),
}
# Recall on a vendor never seen, and false alarms on people never seen, by name of the group here. Measured for this
# project on the same accounts: forest, forest without age, logistic without age.
UNSEEN_VENDOR = {
    "lampo": {"forest": 0.988, "forest_no_age": 0.997, "logistic_no_age": 0.997},
    "ondate": {"forest": 0.888, "forest_no_age": 0.895, "logistic_no_age": 0.986},
    "sparso": {"forest": 0.515, "forest_no_age": 0.839, "logistic_no_age": 0.887},
}
UNSEEN_PEOPLE = {"verificate": (0.066, 0.079)}  # from, to
BENFORD = {"persone": (0.009, 0.012), "falsi": (0.09, 0.13)}  # mean absolute deviation of the accounts followed
LARGEST_WEEK = {"dibattito": 0.020, "verificate": 0.023, "lampo": 0.657, "ondate": 0.834, "sparso": 0.025}
