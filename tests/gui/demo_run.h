#pragma once

#include "app/gui/demo/demo_start.h"
#include "app/text/language.h"

namespace tanba::gui::test {

/// The demonstration into which the process of the test has moved.
const DemoStart& demoStart();
text::Language demoLanguage();

} // namespace tanba::gui::test
