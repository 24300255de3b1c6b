#pragma once

#include "app/gui/widgets/secret_line_edit.h"

namespace tanba::gui {

enum class CodeState {
    Asking,
    Wrong, ///< what was typed last was refused
};

/// The field for a code of digits that came by SMS. To the eye a row of cells, to the keyboard and to a
/// screen reader one field of the kind of SecretLineEdit; only digits get in. What is pasted may have spaces
/// and dashes, or be the whole text of the SMS when it holds just one number of the right length.
class CodeField : public SecretLineEdit {
    Q_OBJECT

  public:
    /// The portal's profile allows 4 to 8 digits.
    static constexpr int kShortest = 4;
    static constexpr int kLongest = 8;

    explicit CodeField(QWidget* parent = nullptr);

    /// How many digits the code has, within the bounds above; takes away what was typed when that changes.
    void setDigits(int digits);
    int digits() const { return digits_; }
    bool full() const { return length() == digits_; }
    void setState(CodeState state);
    CodeState state() const { return state_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  signals:
    /// The last digit is there.
    void completed();

  protected:
    bool type(QStringView characters) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

  private:
    QRectF cell(int index) const;
    void paintCell(QPainter& painter, int index) const;

    int digits_ = 6;
    CodeState state_ = CodeState::Asking;
};

} // namespace tanba::gui
