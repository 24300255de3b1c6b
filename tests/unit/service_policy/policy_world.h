#pragma once

#include "app/service/policy/policy.h"
#include "tests/support/test_pki.h"

#include <string>

namespace tanba::service {

inline constexpr const char* kPortal = "https://portal.kz";

/// A policy in its file's form with these rules.
std::string policyText(const std::string& rules, const std::string& log = "/tmp/log");
/// One rule for kPortal: both CMS formats, no identity.
ConsentPolicy portalPolicy();
/// A document of kPortal, in a browser, to be signed as an attached CMS.
ConsentQuestion portalQuestion();
ConsentItem document(const std::string& content);

/// Certificates of an authority that nobody knows.
test::Identity informationSystem();
test::Identity person();

} // namespace tanba::service
