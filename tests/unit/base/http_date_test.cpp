#include "core/base/http_date.h"

#include <gtest/gtest.h>

namespace tanba {
namespace {

TEST(HttpDate, IsReadInItsOneForm) {
    EXPECT_EQ(readHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), parseRfc3339("1994-11-06T08:49:37Z").value());
    for (const char* wrong :
         {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 31 Feb 1994 08:49:37 GMT",
          "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
          "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov +994 08:49:37 GMT"})
        EXPECT_EQ(readHttpDate(wrong), std::nullopt) << wrong;
}

} // namespace
} // namespace tanba
