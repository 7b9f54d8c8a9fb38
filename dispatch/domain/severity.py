"""Kinds of trouble, worst first."""

from enum import StrEnum


class Severity(StrEnum):
    EMERGENCY = "emergency"
    COMPLEX_FAULT = "complex_fault"
    GENERAL_FAULT = "general_fault"
    ENQUIRY = "enquiry"
