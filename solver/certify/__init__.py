"""The second judge: OR-Tools certifies a plan that the checker has passed.

Each route is put into a RoutingModel with its order and its times fixed to those of the plan. The
model says whether its rules allow them and what they cost; both are compared with what the checker
says. It shares no arithmetic with the checker, and what it does not model is named.
"""

from solver.certify.certificate import Certificate, Disagreement, Ruling
from solver.certify.certify import certify

__all__ = ["Certificate", "Disagreement", "Ruling", "certify"]
